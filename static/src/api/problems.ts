import { t } from "../app/i18n";
/** What the server answers when something can't be done (`application/problem+json`). */

export interface Problem {
  severity?: string | null;
  node?: string | null;
  field?: string | null;
  reason: string;
  fix?: string | null;
}

export interface Description {
  title: string;
  detail: string | null;
  problems: Problem[];
}

/** An answer other than success. */
export class ApiError extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  readonly problems: Problem[];

  constructor(status: number, title: string, detail: string | null, problems: Problem[]) {
    super(detail ?? title);
    this.name = "ApiError";
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.problems = problems;
  }
}

const TITLED = [401, 403, 404, 409, 413, 422, 503] as const;

function titleOf(status: number): string | null {
  const titled = TITLED.find((one) => one === status);
  return titled === undefined ? null : t(`problem.s${titled}`);
}

/** Read an answer's body, whatever it is: ours, a proxy's page, nothing. */
export function problemOf(status: number, body: unknown): ApiError {
  const record = isRecord(body) ? body : {};
  const title = text(record["title"]) ?? t("problem.answered", { status });
  const detail = text(record["detail"]) ?? (typeof body === "string" ? plain(body) : null);
  const problems = Array.isArray(record["problems"]) ? record["problems"].filter(isProblem) : [];
  return new ApiError(status, titleOf(status) ?? title, detail, problems);
}

/** An error of any kind in words fit for a page. */
export function describe(error: unknown): Description {
  if (error instanceof ApiError) {
    const { title, detail, problems } = error;
    const saidAgain = problems.length === 1 && problems[0]?.reason === detail;
    return { title, detail, problems: saidAgain ? [] : problems };
  }
  if (error instanceof TypeError) {
    return { title: t("problem.unreachable"), detail: t("problem.isRunning"), problems: [] };
  }
  return {
    title: t("problem.wrong"),
    detail: error instanceof Error ? error.message : String(error),
    problems: [],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isProblem(value: unknown): value is Problem {
  return isRecord(value) && typeof value["reason"] === "string";
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The start of a text answer; of an HTML page nothing is worth showing. */
function plain(body: string): string | null {
  return body.trim() === "" || body.trimStart().startsWith("<") ? null : body.slice(0, 500);
}
