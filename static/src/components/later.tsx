import { type ComponentType, lazy, useState } from "react";

/**
 * A part whose code is fetched when it is first drawn, or before by `fetch`.
 *
 * Unlike with React's `lazy` alone, code that is there already is drawn at once. React would show what stands in
 * for it all the same, and then keep that on the screen for 300 ms.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let there: ComponentType<Props> | null = null;
  const fetch = async () => {
    there ??= await load();
    return there;
  };
  const Fetching = lazy(async () => ({ default: await fetch() }));
  function Later(props: Props) {
    // The same one for as long as it is drawn.
    const [There] = useState(() => there);
    return There ? <There {...props} /> : <Fetching {...props} />;
  }
  return Object.assign(Later, { fetch });
}
