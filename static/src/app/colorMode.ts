import { useSyncExternalStore } from "react";

/** Airflow keeps its choice of colours (`light`, `dark` or `system`) under this key; so do we: one choice for both. */
const KEY = "theme";
export type ColorMode = "light" | "dark";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

/** The mode in force: Airflow's choice, else the system's. */
export function colorMode(stored: string | null, systemPrefersDark: boolean): ColorMode {
  if (stored === "light" || stored === "dark") return stored;
  return systemPrefersDark ? "dark" : "light";
}

function current(): ColorMode {
  return colorMode(window.localStorage.getItem(KEY), systemDark.matches);
}

function apply(): void {
  const mode = current();
  const { classList, style } = document.documentElement;
  classList.toggle("dark", mode === "dark");
  classList.toggle("light", mode === "light");
  style.colorScheme = mode;
}

const listeners = new Set<() => void>();

function changed(): void {
  apply();
  for (const listener of listeners) listener();
}

/** Follow the choice from now on, also when it is made in another window or in Airflow's page around us. */
export function followColorMode(): void {
  apply();
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
  systemDark.addEventListener("change", changed);
}

/** Choose; Airflow's pages follow. */
export function chooseColorMode(mode: ColorMode): void {
  window.localStorage.setItem(KEY, mode);
  changed();
}

export function useColorMode(): ColorMode {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
}
