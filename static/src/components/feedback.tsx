import { Alert, Box, Button, Code, EmptyState, Heading, List, Skeleton, Stack, Text } from "@chakra-ui/react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { describe } from "../api/problems";

/** Grey bars where rows will be. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <Stack aria-busy="true" aria-label={t("common.loading")} gap={3} py={2} role="status">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <Skeleton height={row === 0 ? 5 : 8} key={row} width={row === 0 ? "30%" : "100%"} />
      ))}
    </Stack>
  );
}

/** What went wrong, in the server's words, with each problem and its fix. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, problems } = describe(error);
  return (
    <Alert.Root role="alert" status="error">
      <Alert.Indicator />
      <Alert.Content>
        <Alert.Title>{title}</Alert.Title>
        <Alert.Description>
          {detail ? <Text whiteSpace="pre-wrap">{detail}</Text> : null}
          {problems.length > 0 ? (
            <List.Root mt={1} ps={4}>
              {problems.map((problem) => (
                <List.Item key={`${problem.node}.${problem.field}.${problem.reason}`}>
                  {problem.node || problem.field ? (
                    <Code me={1} size="sm">
                      {[problem.node, problem.field].filter(Boolean).join(".")}
                    </Code>
                  ) : null}
                  {problem.reason}
                  {problem.fix ? ` ${problem.fix}` : ""}
                </List.Item>
              ))}
            </List.Root>
          ) : null}
        </Alert.Description>
      </Alert.Content>
      {retry ? (
        <Button alignSelf="flex-start" onClick={retry} size="xs" variant="outline">
          {t("common.retry")}
        </Button>
      ) : null}
    </Alert.Root>
  );
}

/** An empty place that says what belongs there and how it gets there. */
export function Empty(props: {
  icon: LucideIcon;
  title: string;
  text: ReactNode;
  children?: ReactNode;
  /** Where it is all there is on the page, its title is the page's. */
  as?: "h1" | "h2";
}) {
  const { icon: Icon, title, text, children, as = "h2" } = props;
  return (
    <EmptyState.Root size="md">
      <EmptyState.Content>
        <EmptyState.Indicator>
          <Icon aria-hidden size={40} strokeWidth={1.25} />
        </EmptyState.Indicator>
        <EmptyState.Title as={as}>{title}</EmptyState.Title>
        <EmptyState.Description maxW="lg" textAlign="center">
          {text}
        </EmptyState.Description>
        {children}
      </EmptyState.Content>
    </EmptyState.Root>
  );
}

/** Head of a page: where we are, what it is, what can be done. */
export function PageHead(props: {
  title: ReactNode;
  /** What stands beside the title without being part of it, such as a button that changes it. */
  beside?: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Box alignItems="flex-start" display="flex" flexWrap="wrap" gap={4} justifyContent="space-between" mb={4}>
      {/* It wraps its own words before the actions go below it. */}
      <Box flex="1 1 12rem" minW={0}>
        {props.above ? (
          <Box color="fg.muted" fontSize="sm" mb={1}>
            {props.above}
          </Box>
        ) : null}
        <Box alignItems="center" display="flex" gap={2}>
          <Heading as="h1" size="xl" overflowWrap="anywhere">
            {props.title}
          </Heading>
          {props.beside}
        </Box>
        {props.below ? (
          <Box color="fg.muted" fontSize="sm" mt={1}>
            {props.below}
          </Box>
        ) : null}
      </Box>
      {props.actions ? (
        <Box alignItems="center" display="flex" flex="0 1 auto" gap={2} justifyContent="flex-end" maxW="100%">
          {props.actions}
        </Box>
      ) : null}
    </Box>
  );
}
