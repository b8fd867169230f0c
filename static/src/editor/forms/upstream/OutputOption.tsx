import { Box, Text } from "@chakra-ui/react";
import type { OutputChoice } from "./outputs";

interface OptionProps {
  id: string;
  choice: OutputChoice;
  active: boolean;
  taken: boolean;
  onTake: () => void;
}

/** One output in the list, with its type and why it fits or doesn't. */
export function OutputOption({ id, choice, active, taken, onTake }: OptionProps) {
  const { fit } = choice;
  return (
    <Box
      _hover={{ bg: fit.ok ? "bg.muted" : "transparent" }}
      aria-disabled={!fit.ok || undefined}
      aria-selected={taken}
      bg={active ? "bg.emphasized" : "transparent"}
      borderRadius="sm"
      cursor={fit.ok ? "pointer" : "not-allowed"}
      id={id}
      onClick={onTake}
      px={2}
      py={1}
      role="option"
    >
      <Text alignItems="baseline" display="flex" fontSize="sm" gap={2} justifyContent="space-between">
        <Text
          as="span"
          color={fit.ok ? "fg" : "fg.muted"}
          fontWeight={taken ? "semibold" : "normal"}
          minW={0}
          truncate
        >
          {choice.title}
        </Text>
        <Text as="span" color="fg.muted" flexShrink={0} fontSize="xs" maxW="50%" truncate>
          {choice.type}
        </Text>
      </Text>
      {fit.ok ? (
        fit.coercion ? (
          <Text color="fg.muted" fontSize="xs">
            {fit.coercion}
          </Text>
        ) : null
      ) : (
        <Text color="fg.muted" fontSize="xs">
          {fit.reason}
        </Text>
      )}
    </Box>
  );
}
