/** Where the page lives: the path it is mounted at, Airflow around it, and whether it sits in Airflow's frame. */

const base = new URL(document.baseURI).pathname.replace(/\/+$/, "");

/** Path of the app's mount without a slash at its end, such as `/domino` or `/airflow/domino`. */
export const ROOT = base;

/** Path of Airflow itself, `""` or a prefix such as `/airflow`. */
export const AIRFLOW_ROOT = base.replace(/\/[^/]*$/, "");

/** The Airflow window around us, if this page sits in the frame of a plugin page and may touch it. */
function airflowWindow(): Window | null {
  if (window.parent === window) return null;
  try {
    // Reading throws if the frame belongs to somebody else's page.
    return window.parent.location.pathname.startsWith(AIRFLOW_ROOT) ? window.parent : null;
  } catch {
    return null;
  }
}

export const HOST: Window | null = airflowWindow();
export const EMBEDDED = window.parent !== window;

/** Full path of one of Airflow's own pages. */
export function airflowPath(path: string): string {
  return `${AIRFLOW_ROOT}${path}`;
}

/**
 * Open one of Airflow's own pages: in the window itself, or, within Airflow's frame, in the page around it.
 *
 * The frame's sandbox forbids navigating the page around it, but Airflow's router listens to its history.
 */
export function openAirflow(path: string): void {
  if (HOST) {
    HOST.history.pushState(null, "", airflowPath(path));
    HOST.dispatchEvent(new PopStateEvent("popstate"));
  } else {
    window.location.assign(airflowPath(path));
  }
}

/** Airflow's plugin page around us, such as `/plugin/domino`, and what its address has behind that. */
function pluginPage(): { page: string; inner: string } | null {
  const path = HOST?.location.pathname.slice(AIRFLOW_ROOT.length) ?? "";
  const [, page, inner] = /^(\/plugin\/[^/]+)(\/.*)?$/.exec(path) ?? [];
  return page ? { page: `${AIRFLOW_ROOT}${page}`, inner: inner ?? "" } : null;
}

/**
 * Keep the address of the page around us in step, so that reloading or sharing it leads back here.
 *
 * It becomes the plugin page's own with our path behind, which is how Airflow 3.3 writes it when the frame loads.
 */
export function showInHost(): void {
  const around = pluginPage();
  if (!HOST || !around) return;
  const { pathname, search, hash } = window.location;
  const address = `${around.page}${pathname.slice(AIRFLOW_ROOT.length)}${search}${hash}`;
  const shown = `${HOST.location.pathname}${HOST.location.search}${HOST.location.hash}`;
  if (address !== shown) HOST.history.replaceState(HOST.history.state, "", address);
}

/**
 * Go where the address of the page around us leads; to be called before anything reads ours.
 *
 * Airflow 3.3 opens the frame there by itself. Airflow 3.2 always opens it at our start.
 */
export function followHost(): void {
  const inner = pluginPage()?.inner ?? "";
  const start = `${ROOT.slice(AIRFLOW_ROOT.length)}/`;
  if (!HOST || window.location.pathname !== `${ROOT}/` || !inner.startsWith(start) || inner === start) return;
  window.history.replaceState(
    null,
    "",
    `${AIRFLOW_ROOT}${inner}${HOST.location.search}${HOST.location.hash}`,
  );
}

/** Airflow's login page, leading back to where we are. */
export function loginAddress(): string {
  const next = HOST ? HOST.location.href : window.location.href;
  return `${airflowPath("/api/v2/auth/login")}?next=${encodeURIComponent(next)}`;
}
