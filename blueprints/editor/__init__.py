"""The web app's page and its assets."""
