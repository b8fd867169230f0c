import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "../locales/en";
import { isLanguage, LANGUAGE_KEY, type Language, languageOf } from "./language";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Words };
    returnNull: false;
  }
}

/** What a language has to say: the keys of English, no more and no less. */
export type Words = typeof en;

/** Each other language is a chunk of its own, and brings the words for cron expressions along. */
const OTHERS: Record<Exclude<Language, "en">, () => Promise<Words>> = {
  de: async () => {
    const [{ de }] = await Promise.all([import("../locales/de"), import("cronstrue/locales/de")]);
    return de;
  },
};

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en } },
  lng: "en",
  fallbackLng: "en",
  interpolation: { escapeValue: false },
});

export const t = i18next.t.bind(i18next);

/** The language in use. */
export function spoken(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

/** Speak a language from now on; without its words, which come over the network, the one in use stays. */
export async function speak(language: Language): Promise<void> {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await OTHERS[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

function wished(): Language {
  return languageOf([window.localStorage.getItem(LANGUAGE_KEY), ...window.navigator.languages]);
}

/** Follow the choice from now on, also when it is made in another window or in Airflow's page around us. */
export async function followLanguage(): Promise<void> {
  window.addEventListener("storage", ({ key }) => {
    if (key === LANGUAGE_KEY || key === null) void speak(wished()).catch(() => undefined);
  });
  // English is there if the words of another language are not: better than no page.
  await speak(wished()).catch(() => undefined);
}

/** Choose; Airflow's pages follow when they are opened next. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(LANGUAGE_KEY, language);
  await speak(language);
}
