import { Box } from "@chakra-ui/react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import { type Line, marked, severity } from "./lines";

const ROW = 19;
const AT_END = 24;

interface LineListProps {
  label: string;
  lines: readonly Line[];
  isWrapped: boolean;
  /** Words to mark. */
  search: string;
  /** The line to bring into view, such as that of a match. */
  target: number | null;
  /** Whether the end stays in view while lines are added. */
  isFollowing: boolean;
  /** Told when somebody scrolls away from the end, or back to it. */
  onFollow: (isFollowing: boolean) => void;
  height: string;
  testId?: string;
}

/** Any number of lines: only those in view are in the page. */
export function LineList(props: LineListProps) {
  const { label, lines, isWrapped, search, target, isFollowing, onFollow, height, testId } = props;
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const hasTimes = useMemo(() => lines.some(({ time }) => time !== ""), [lines]);
  const widest = useMemo(() => lines.reduce((most, { text }) => Math.max(most, text.length), 0), [lines]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 20,
    paddingStart: 8,
    paddingEnd: 8,
  });

  useEffect(() => {
    if (isFollowing && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: "end" });
  }, [isFollowing, lines.length, virtualizer]);
  useEffect(() => {
    if (target !== null) virtualizer.scrollToIndex(target, { align: "center" });
  }, [target, virtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every height changes with the wrapping
  useEffect(() => virtualizer.measure(), [isWrapped, virtualizer]);

  return (
    <Box
      aria-label={label}
      bg="bg.subtle"
      borderRadius="sm"
      borderWidth={1}
      data-testid={testId}
      fontFamily="mono"
      fontSize="xs"
      lineHeight={`${ROW}px`}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        const isUp = scrollTop < lastTop.current;
        lastTop.current = scrollTop;
        const isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END;
        // Lines that turn out higher than thought move the end away as well: only a move up leaves it.
        if (isAtEnd ? !isFollowing : isFollowing && isUp) onFollow(isAtEnd);
      }}
      overflow="auto"
      ref={box}
      role="region"
      style={{ height: `min(${height}, ${virtualizer.getTotalSize() + 20}px)` }}
      tabIndex={0}
    >
      <div
        style={{
          height: virtualizer.getTotalSize(),
          minWidth: isWrapped ? undefined : `calc(${widest + (hasTimes ? 10 : 0)}ch + 2rem)`,
          position: "relative",
        }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return line ? (
            <div
              data-index={index}
              key={key}
              ref={isWrapped ? virtualizer.measureElement : undefined}
              style={place(start)}
            >
              <Row
                hasTimes={hasTimes}
                isCurrent={index === target}
                isWrapped={isWrapped}
                line={line}
                search={search}
              />
            </div>
          ) : null;
        })}
      </div>
    </Box>
  );
}

const place = (start: number): CSSProperties => ({
  position: "absolute",
  insetInlineStart: 0,
  minWidth: "100%",
  top: 0,
  transform: `translateY(${start}px)`,
});

const COLORS = ["fg", "orange.fg", "red.fg", "red.fg"];
const EDGES = ["transparent", "orange.solid", "red.solid", "red.solid"];

interface RowProps {
  line: Line;
  hasTimes: boolean;
  isCurrent: boolean;
  isWrapped: boolean;
  search: string;
}

function Row({ line, hasTimes, isCurrent, isWrapped, search }: RowProps) {
  const grade = severity(line.level);
  const isOurs = line.source === "airflow" || line.level === "debug";
  return (
    <Box
      bg={isCurrent ? "yellow.subtle" : undefined}
      borderInlineStartColor={EDGES[grade]}
      borderInlineStartWidth={3}
      color={grade === 0 && isOurs ? "fg.muted" : COLORS[grade]}
      data-level={line.level ?? undefined}
      data-line
      display="flex"
      gap={3}
      minH={`${ROW}px`}
      px={2}
      width={isWrapped ? "100%" : "max-content"}
    >
      {hasTimes ? (
        <Box as="span" color="fg.muted" flexShrink={0} userSelect="none" width="8ch">
          {line.time}
        </Box>
      ) : null}
      <Box
        as="span"
        flex={isWrapped ? 1 : undefined}
        minW={0}
        overflowWrap={isWrapped ? "anywhere" : undefined}
        whiteSpace={isWrapped ? "pre-wrap" : "pre"}
      >
        <Marked search={search} text={line.text} />
      </Box>
    </Box>
  );
}

/** Text with the words looked for marked. */
export function Marked({ text, search }: { text: string; search: string }) {
  const parts = marked(text, search);
  if (parts.length === 1) return text;
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
      <mark key={index}>{part}</mark>
    ) : (
      part
    ),
  );
}
