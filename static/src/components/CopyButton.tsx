import { IconButton } from "@chakra-ui/react";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "./copy";

const SHOWN_MS = 1500;

/** Copies a text, and shows for a moment that it did. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <IconButton
      aria-label={label}
      onClick={() => void copyText(text()).then(setDone)}
      size="2xs"
      title={label}
      variant="ghost"
    >
      {isDone ? <Check aria-hidden /> : <Copy aria-hidden />}
    </IconButton>
  );
}
