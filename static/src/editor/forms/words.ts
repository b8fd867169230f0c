/** A reason as a sentence: `Is too long.` */
export function sentence(reason: string): string {
  const text = capital(reason);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A reason and what to do about it as two sentences: `Is too long. Shorten it.` */
export function sentences(reason: string, fix: string | null): string {
  return fix ? `${sentence(reason)} ${fix}` : capital(reason);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
