import { expect, test, vi } from "vitest";

vi.hoisted(() => {
  const page = { baseURI: "http://localhost/airflow/domino/" };
  const matchMedia = () => ({ matches: false, addEventListener: () => undefined });
  const window = { location: { pathname: "/" }, localStorage: new Map(), matchMedia };
  Object.assign(globalThis, { document: page, window: Object.assign(window, { parent: window }) });
});

const { ourPath } = await import("./FromAirflow");
const { AIRFLOW_ROOT, ROOT } = await import("../app/place");
const { colorMode } = await import("../app/colorMode");

test("the mount's path is taken from the page's base, Airflow's is the one around it", () => {
  expect([ROOT, AIRFLOW_ROOT]).toEqual(["/airflow/domino", "/airflow"]);
});

test("Airflow's address of a DAG, run or task becomes ours", () => {
  expect(ourPath("", null)).toBe("");
  expect(ourPath("runs/manual__2026-01-31T00:00:00+00:00", null)).toBe(
    "/runs/manual__2026-01-31T00%3A00%3A00%2B00%3A00",
  );
  expect(ourPath("runs/r/tasks/chart", "-1")).toBe("/runs/r?task=chart");
  expect(ourPath("runs/r/tasks/chart", "3")).toBe("/runs/r?task=chart%5B3%5D");
});

test("Airflow's choice of colours counts, the system's only where there is none", () => {
  expect(colorMode("dark", false)).toBe("dark");
  expect(colorMode("light", true)).toBe("light");
  expect(colorMode("system", true)).toBe("dark");
  expect(colorMode(null, false)).toBe("light");
});
