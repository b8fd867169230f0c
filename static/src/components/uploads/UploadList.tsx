import { Box, HStack, IconButton, Progress, Stack, Text } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { size } from "../../model/time";
import type { Upload } from "./uploads";

/** The files on their way, and those that didn't arrive. */
export function UploadList({ uploads, stop }: { uploads: readonly Upload[]; stop: (id: number) => void }) {
  if (uploads.length === 0) return null;
  return (
    <Stack aria-live="polite" borderRadius="md" borderWidth={1} gap={2} mb={4} p={3}>
      {uploads.map((upload) => (
        <Row key={upload.id} stop={() => stop(upload.id)} upload={upload} />
      ))}
    </Stack>
  );
}

function Row({ upload, stop }: { upload: Upload; stop: () => void }) {
  const { t } = useTranslation();
  const { name, bytes, part, error } = upload;
  return (
    <Box data-testid="upload">
      <HStack justifyContent="space-between">
        <Text fontSize="sm" truncate>
          {name}{" "}
          <Text as="span" color="fg.muted">
            {size(bytes)}
          </Text>
        </Text>
        <IconButton
          aria-label={t(error ? "files.putAway" : "files.stop", { name })}
          onClick={stop}
          size="2xs"
          variant="ghost"
        >
          <X aria-hidden />
        </IconButton>
      </HStack>
      {error ? (
        <Text color="red.fg" fontSize="sm">
          {error}
        </Text>
      ) : (
        <Progress.Root aria-label={name} colorPalette="brand" size="xs" value={Math.round(part * 100)}>
          <Progress.Track>
            <Progress.Range />
          </Progress.Track>
        </Progress.Root>
      )}
    </Box>
  );
}
