import { HStack, Kbd } from "@chakra-ui/react";
import { keyCaps } from "./keys";

/** A combination of keys, drawn as keys. */
export function Keys({ keys }: { keys: string }) {
  return (
    <HStack as="span" display="inline-flex" gap={0.5}>
      {keyCaps(keys).map((cap) => (
        <Kbd key={cap} size="sm">
          {cap}
        </Kbd>
      ))}
    </HStack>
  );
}
