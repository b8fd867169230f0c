import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import { App } from "./App";
import { followLanguage } from "./i18n";
import { ROOT } from "./place";

// A router of this kind lets a page with unsaved work hold back a change of the address.
const router = createBrowserRouter([{ path: "*", element: <App /> }], { basename: ROOT });

const place = document.getElementById("root");
if (place) {
  const root = createRoot(place);
  void followLanguage().then(() =>
    root.render(
      <StrictMode>
        <RouterProvider router={router} />
      </StrictMode>,
    ),
  );
}
