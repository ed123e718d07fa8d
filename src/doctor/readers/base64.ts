/** Base64 in browsers and servers; nothing if it isn't Base64. */

/** Text of base64 or base64url, padded or not. */
export function decodeBase64(text: string): string | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The same for text that isn't UTF-8: each byte becomes a character. */
export function decodeBase64Bytes(text: string): string | undefined {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array | undefined {
  const binary = decodeBase64Bytes(text);
  return binary === undefined ? undefined : Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export function encodeBase64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
