/** Places in packages that cost every user time, mended when the app is built. */
import type { Plugin } from "vite";

interface Mend {
  file: RegExp;
  broken: string;
  mended: string;
}

const MENDS: Mend[] = [
  {
    // Each node that was removed is looked up twice more before it leaves the screen. Reading `internals` of
    // none throws, and making the error's text takes a third of the time that undoing a big paste takes.
    file: /@xyflow\/react\/dist\/esm\/index\.m?js$/,
    broken: "internals: node.internals,",
    mended: "internals: node?.internals,",
  },
  {
    // The style of the whole page is made when the app is built, see themeStyle.ts: at every start it takes
    // longer than React's first drawing.
    file: /@chakra-ui\/react\/dist\/esm\/styled-system\/system\.js$/,
    broken: "_global = [getPreflightCss(), getGlobalCss(), getTokenCss()];",
    mended: "_global = [];",
  },
];

/** Mends them, or fails where a new release of a package reads differently: then it is time to look again. */
export function mends(): Plugin {
  const done = new Set<Mend>();
  return {
    name: "domino-mends",
    apply: "build",
    transform: {
      filter: { id: MENDS.map(({ file }) => file) },
      handler(code, id) {
        const mend = MENDS.find(({ file }) => file.test(id));
        if (!mend || code.split(mend.broken).length !== 2) this.error(`scripts/mends.ts doesn't fit ${id}.`);
        done.add(mend);
        return { code: code.replace(mend.broken, mend.mended), map: null };
      },
    },
    buildEnd(error) {
      const missed = MENDS.find((mend) => !done.has(mend));
      if (missed && !error) this.error(`scripts/mends.ts: there is no ${missed.file} any more.`);
    },
  };
}
