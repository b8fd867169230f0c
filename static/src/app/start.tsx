import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import { isEditor } from "../api/ahead";
import { App } from "./App";
import { followLanguage } from "./i18n";
import { EditorPage } from "./pages";
import { ROOT } from "./place";

// A router of this kind lets a page with unsaved work hold back a change of the address.
const router = createBrowserRouter([{ path: "*", element: <App /> }], { basename: ROOT });

/** What the first picture is made of; it comes without what can't be fetched. */
async function arrived(): Promise<void> {
  const opensEditor = isEditor(window.location.pathname.slice(ROOT.length));
  await Promise.all([followLanguage(), opensEditor && EditorPage.fetch().catch(() => undefined)]);
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
