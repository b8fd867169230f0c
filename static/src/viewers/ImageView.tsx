import { Box, Flex, HStack, Image, Text } from "@chakra-ui/react";
import { Scan } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconToggle } from "../components/IconToggle";
import { NotShown } from "./NotShown";

/** What shines through a picture: squares, so that neither white nor black drawings vanish. */
const CHECKED = "repeating-conic-gradient(#e8e8e8 0 25%, #fff 0 50%) 0 0 / 16px 16px";

/** A picture, fitted into the room there is or in its own size. An image element runs nothing, not even an SVG's scripts. */
export function ImageView({ address, name, height }: { address: string; name: string; height: string }) {
  const { t } = useTranslation();
  const [isActual, setActual] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [size, setSize] = useState<[number, number] | null>(null);
  if (isBroken) return <NotShown text={t("results.brokenText")} title={t("results.brokenImage")} />;
  return (
    <Flex direction="column" gap={2} height="100%" minH={0}>
      <HStack flexShrink={0} gap={1}>
        <IconToggle icon={Scan} isOn={isActual} label={t("results.actualSize")} onChange={setActual} />
        <Text color="fg.muted" fontSize="xs" fontVariantNumeric="tabular-nums">
          {size ? `${size[0]} × ${size[1]}` : ""}
        </Text>
      </HStack>
      <Box
        borderRadius="sm"
        data-testid="image-room"
        minH={0}
        overflow="auto"
        style={{ maxHeight: height }}
        tabIndex={isActual ? 0 : undefined}
      >
        <Image
          alt={name}
          borderRadius="sm"
          css={{ background: CHECKED }}
          maxH={isActual ? "none" : height}
          maxW={isActual ? "none" : "100%"}
          objectFit="contain"
          onError={() => setBroken(true)}
          onLoad={({ currentTarget }) => setSize([currentTarget.naturalWidth, currentTarget.naturalHeight])}
          src={address}
        />
      </Box>
    </Flex>
  );
}
