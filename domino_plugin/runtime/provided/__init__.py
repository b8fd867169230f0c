"""A folder for the interpreter's path; a package only so that a wheel carries it."""
