import { Text } from "@chakra-ui/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { duration, moment, relative } from "../model/time";

/** The time of day, ticking every `seconds`; never if null. */
export function useNow(seconds: number | null): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (seconds === null) return;
    const timer = window.setInterval(() => setNow(new Date()), seconds * 1000);
    return () => window.clearInterval(timer);
  }, [seconds]);
  return now;
}

/** A moment as its distance from now; the whole date on hover. */
export function Moment({ at }: { at: string | null | undefined }) {
  const { i18n } = useTranslation();
  const now = useNow(30);
  if (!at) return <Text as="span">–</Text>;
  const date = new Date(at);
  return (
    <time dateTime={at} title={moment(date, i18n.language)}>
      {relative(date, now, i18n.language)}
    </time>
  );
}

/** How long something took, or has been taking since `start` while it has no end. */
export function Duration(props: { start: string | null | undefined; end: string | null | undefined }) {
  const { start, end } = props;
  const now = useNow(start && !end ? 1 : null);
  if (!start) return <span>–</span>;
  const seconds = ((end ? new Date(end) : now).getTime() - new Date(start).getTime()) / 1000;
  return <span>{duration(Math.max(0, seconds))}</span>;
}
