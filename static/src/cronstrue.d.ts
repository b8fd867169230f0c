/** A language of cronstrue: loading it makes it known to cronstrue. */
declare module "cronstrue/locales/de";
