import { expect, test } from "vitest";
import { shortDigest } from "./digest";

test.each([
  ["sha256:0123456789abcdef0123", "sha256:0123456789ab"],
  ["0123456789abcdef0123", "0123456789ab"],
  ["sha256:0123", "sha256:0123"],
])("%s is shortened", (digest, shown) => {
  expect(shortDigest(digest)).toBe(shown);
});
