import { FileQuestion } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../components/feedback";

/** Says why a result is not shown here, and what to do. */
export function NotShown({ title, text }: { title: string; text: ReactNode }) {
  return <Empty icon={FileQuestion} text={text} title={title} />;
}
