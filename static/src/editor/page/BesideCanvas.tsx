import { type ComponentProps, lazy, Suspense, useEffect, useState } from "react";
import { useEditor } from "../model/context";

const load = () => import("./SidePanel");
const SidePanel = lazy(() => load().then((module) => ({ default: module.SidePanel })));

/** After the canvas is drawn, in milliseconds: by then nobody has opened a panel yet. */
const AFTER = 500;

/** What is open beside the canvas; its code comes after the canvas is drawn, or when it is first needed. */
export function BesideCanvas(props: ComponentProps<typeof SidePanel>) {
  const isFocused = useEditor((state) => state.focused !== null);
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => void load(), AFTER);
    return () => window.clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isFocused || props.settings !== null) setWanted(true);
  }, [isFocused, props.settings]);
  return isWanted ? (
    <Suspense fallback={null}>
      <SidePanel {...props} />
    </Suspense>
  ) : null;
}
