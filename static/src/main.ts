/** Runs before the app's code is there: it decides what the page needs, and asks for all of it at once. */
import "virtual:theme.css";
import { askAhead, editorOf } from "./api/ahead";
import { followColorMode } from "./app/colorMode";
import { followHost, ROOT } from "./app/place";

followColorMode();
followHost();

void askAhead(window.location);
void import("./app/start");
if (editorOf(window.location.pathname.slice(ROOT.length))) void import("./editor/page/EditorPage");
