/**
 * Names and IP addresses of this machine: RFC 6761 6.3 (localhost and all names below it), RFC 1122 3.2.1.3 (127.0.0.0/8), RFC
 * 4291 2.5.3.
 */
export function isLoopback(host: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[?::1\]?)$/.test(host);
}
