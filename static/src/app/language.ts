/** The languages of the app, and which of them is wished for. */

/** Each language by its code, in its own words. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Airflow keeps its choice of language under this key; so do we: one choice for both. */
export const LANGUAGE_KEY = "i18nextLng";

export function isLanguage(code: string | undefined): code is Language {
  return code !== undefined && Object.hasOwn(LANGUAGES, code);
}

/** The first of the wished-for languages (`de-AT`, `pt_BR`) that the app speaks; English if it speaks none. */
export function languageOf(wishes: readonly (string | null)[]): Language {
  return wishes.map((wish) => wish?.toLowerCase().split(/[-_]/)[0]).find(isLanguage) ?? "en";
}
