import { Box, Button, CloseButton, Heading, HStack, Text } from "@chakra-ui/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { STEPS, type Step } from "./progress";
import { useTarget } from "./useTarget";

interface TourCardProps {
  step: Step;
  title: string;
  text: string;
  /** Does the step; null where there is nothing to do but wait. */
  onShowMe: (() => void) | null;
  isBusy: boolean;
  onSkip: (() => void) | null;
  onEnd: () => void;
}

/** Over the canvas, above its tools: never over the lists and panels beside it. */
const CANVAS = [".react-flow"];

/** What to do now, in a card that blocks nothing. */
export function TourCard({ step, title, text, onShowMe, isBusy, onSkip, onEnd }: TourCardProps) {
  const { t } = useTranslation();
  const canvas = useTarget(CANVAS);
  const number = STEPS.findIndex((one) => one === step || (one === "wait" && step === "failed")) + 1;
  const width = Math.min(380, (canvas?.width ?? 404) - 24);
  return (
    <Box
      aria-label={t("tour.label")}
      as="section"
      bg="bg.panel"
      borderColor="orange.solid"
      borderRadius="lg"
      borderWidth={2}
      data-step={step}
      data-testid="tour"
      p={3}
      position="fixed"
      role="region"
      shadow="md"
      style={{
        width,
        left: (canvas?.left ?? 0) + ((canvas?.width ?? window.innerWidth) - width) / 2,
        bottom: window.innerHeight - ((canvas?.top ?? 0) + (canvas?.height ?? window.innerHeight)) + 56,
      }}
      zIndex="docked"
    >
      <HStack align="flex-start" gap={2} mb={1}>
        <Heading as="h2" flex={1} lineHeight="1.4" size="sm">
          {title}
        </Heading>
        <CloseButton aria-label={t("tour.end")} onClick={onEnd} size="2xs" title={t("tour.end")} />
      </HStack>
      <Text fontSize="sm" mb={3}>
        {text}
      </Text>
      <HStack gap={2} wrap="wrap">
        {number > 0 ? (
          <Text color="fg.muted" flex={1} fontSize="xs" whiteSpace="nowrap">
            {t("tour.progress", { step: number, count: STEPS.length })}
          </Text>
        ) : (
          <Box flex={1} />
        )}
        {onSkip ? (
          <Button onClick={onSkip} size="xs" variant="ghost">
            {t("tour.skip")}
          </Button>
        ) : null}
        {onShowMe ? (
          <Button loading={isBusy} onClick={onShowMe} size="xs" variant="outline">
            {t("tour.showMe")}
          </Button>
        ) : null}
        {step === "done" ? (
          <Button colorPalette="brand" onClick={onEnd} size="xs">
            {t("tour.finish")}
          </Button>
        ) : null}
      </HStack>
      <Said text={`${title}. ${text}`} />
    </Box>
  );
}

/** Screen readers tell what changes in here: so the first text comes after the place for it. */
function Said({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => setSaid(text), 100);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <Box aria-live="polite" data-testid="tour-said" role="status" srOnly>
      {said}
    </Box>
  );
}
