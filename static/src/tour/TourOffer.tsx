import { Box, Button, HStack, Text } from "@chakra-ui/react";
import { Signpost } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { endTour, startTour, useTour } from "./state";

/** Offers the tour to whoever has neither taken it nor turned it down. */
export function TourOffer() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isWanted = useTour((state) => state.isOffered && !state.isActive);
  if (!isWanted) return null;
  const start = () => {
    startTour();
    // In the editor already, it begins right there.
    if (!document.querySelector("[data-editor]")) void navigate("/workflows/new");
  };
  return (
    <Box bg="bg.subtle" borderRadius="md" borderWidth={1} data-testid="tour-offer" mb={4} px={4} py={3}>
      <HStack gap={3} rowGap={2} wrap="wrap">
        <Box color="brand.fg" flexShrink={0}>
          <Signpost aria-hidden size={20} strokeWidth={1.75} />
        </Box>
        <Text flex="1 1 14rem" fontSize="sm">
          {t("tour.offer")}
        </Text>
        <HStack gap={2}>
          <Button onClick={endTour} size="xs" variant="ghost">
            {t("tour.dismiss")}
          </Button>
          <Button colorPalette="brand" onClick={start} size="xs" variant="outline">
            {t("tour.start")}
          </Button>
        </HStack>
      </HStack>
    </Box>
  );
}
