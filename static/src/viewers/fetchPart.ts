import { fetchResponse } from "../api/client";

/** The beginning of a text file, and whether there is more. */
export interface TextPart {
  text: string;
  isCut: boolean;
}

/** Read a text file of ours, at most so many bytes of it. */
export async function fetchPart(address: string, most: number, signal: AbortSignal): Promise<TextPart> {
  const response = await fetchResponse(address, signal, { Range: `bytes=0-${most - 1}` });
  const bytes = await response.arrayBuffer();
  const whole = Number(/\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1] ?? bytes.byteLength);
  const text = new TextDecoder().decode(bytes);
  const isCut = whole > bytes.byteLength;
  // A character that the end has cut in two.
  return { text: isCut ? text.replace(/\uFFFD$/, "") : text, isCut };
}
