import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import { editorOf } from "../api/ahead";
import { App } from "./App";
import { followLanguage } from "./i18n";
import { EditorPage } from "./pages";
import { ROOT } from "./place";
import { queryClient } from "./queryClient";

/** How long the first picture waits for what it shows, in milliseconds: then it is without. */
const PATIENCE = 400;

// A router of this kind lets a page with unsaved work hold back a change of the address.
const router = createBrowserRouter([{ path: "*", element: <App /> }], { basename: ROOT });

/** What the first picture is made of; it comes without what can't be fetched. */
async function arrived(): Promise<void> {
  const { pathname, search } = window.location;
  const path = pathname.slice(ROOT.length);
  const language = followLanguage();
  if (editorOf(path)) await editorArrived(language, path, search).catch(() => undefined);
  await language;
}

async function editorArrived(language: Promise<unknown>, path: string, search: string): Promise<void> {
  const [{ readAhead }] = await Promise.all([
    import("../editor/page/openings"),
    EditorPage.fetch(),
    // Its words are in what is read: a new workflow has a name.
    language,
  ]);
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
  await Promise.race([readAhead(queryClient, path, search), patience]);
}

const place = document.getElementById("root");
if (place) {
  const root = createRoot(place);
  void arrived().then(() =>
    root.render(
      <StrictMode>
        <RouterProvider router={router} />
      </StrictMode>,
    ),
  );
}
