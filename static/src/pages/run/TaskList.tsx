import { Box, HStack, Stack, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Duration } from "../../components/Moment";
import { StateBadge } from "../../components/StateBadge";
import { ended } from "../../model/states";

/** A task's key within its run. */
export function taskKey(task: Schemas["Task"]): string {
  return task.map_index < 0 ? task.task_id : `${task.task_id}[${task.map_index}]`;
}

interface TaskListProps {
  tasks: Schemas["Task"][];
  chosen: string | null;
  onChoose: (key: string) => void;
}

/** The tasks of a run with their states; one of them is open beside. */
export function TaskList({ tasks, chosen, onChoose }: TaskListProps) {
  const { t } = useTranslation();
  return (
    <Stack aria-label={t("run.tasks")} as="ul" borderRadius="md" borderWidth={1} gap={0} overflow="hidden">
      {tasks.map((task) => {
        const key = taskKey(task);
        const current = key === chosen;
        return (
          <Box as="li" borderBottomWidth={1} key={key} _last={{ borderBottomWidth: 0 }}>
            <Box asChild cursor="pointer" textAlign="start" width="100%">
              <button aria-current={current} data-testid="task" onClick={() => onChoose(key)} type="button">
                <Box
                  _hover={{ bg: current ? "brand.subtle" : "bg.muted" }}
                  bg={current ? "brand.subtle" : undefined}
                  borderInlineStartColor={current ? "brand.solid" : "transparent"}
                  borderInlineStartWidth={3}
                  px={3}
                  py={2}
                >
                  <Text fontSize="sm" fontWeight="medium" overflowWrap="anywhere">
                    {task.name}
                    {task.map_index < 0 ? "" : ` [${task.map_index}]`}
                  </Text>
                  <HStack justifyContent="space-between" mt={1}>
                    <StateBadge state={task.state} />
                    <Text as="span" color="fg.muted" fontSize="xs" fontVariantNumeric="tabular-nums">
                      {task.try_number < 1 ? null : (
                        <Duration end={task.end} start={task.end || !ended(task.state) ? task.start : null} />
                      )}
                    </Text>
                  </HStack>
                </Box>
              </button>
            </Box>
          </Box>
        );
      })}
    </Stack>
  );
}
