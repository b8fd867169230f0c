import { type ComponentProps, Suspense, useEffect, useState } from "react";
import { later } from "../../components/later";
import { useEditor } from "../model/context";

const SidePanel = later(() => import("./SidePanel").then((code) => code.SidePanel));

/** After the canvas is drawn, in milliseconds: by then nobody has opened a panel yet. */
const AFTER = 500;

/** What is open beside the canvas; its code comes after the canvas is drawn, or when it is first needed. */
export function BesideCanvas(props: ComponentProps<typeof SidePanel>) {
  const isFocused = useEditor((state) => state.focused !== null);
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => void SidePanel.fetch().catch(() => undefined), AFTER);
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
