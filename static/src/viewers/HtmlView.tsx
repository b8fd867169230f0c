import { Box } from "@chakra-ui/react";

/** A page of a Piece's own, with scripts, in a frame of an origin of its own: no cookies, none of our pages. */
export function HtmlView({ address, name, height }: { address: string; name: string; height: string }) {
  return (
    <Box
      as="iframe"
      bg="white"
      borderColor="border"
      borderRadius="sm"
      borderWidth={1}
      flex={1}
      minH="16rem"
      style={{ height, maxHeight: height }}
      width="100%"
      // The server's answer says the same, for whoever opens the address by itself.
      {...{ sandbox: "allow-scripts", src: address, title: name, referrerPolicy: "no-referrer" }}
    />
  );
}
