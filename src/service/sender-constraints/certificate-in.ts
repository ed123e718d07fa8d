/** Reads a certificate that a proxy forwards in a header. */
import { X509Certificate } from "node:crypto";

/**
 * A certificate as proxies write it: between colons (RFC 9440 2.1), PEM that is percent-encoded (nginx, Traefik), or base64 alone. `undefined`
 * if it is none.
 */
export function certificateIn(text: string): string | undefined {
  try {
    const [, between = text] = /^:(.*):$/.exec(text.trim()) ?? [];
    const base64 = decodeURIComponent(between)
      .replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, "")
      .replace(/\s/g, "");
    if (!/^[\w+/]+={0,2}$/.test(base64)) return undefined;
    return new X509Certificate(Buffer.from(base64, "base64")).raw.toString("base64");
  } catch {
    return undefined;
  }
}
