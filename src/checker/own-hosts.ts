/** Nobody's server is probed without a word of its owner. Loopback addresses need none. */

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether requests may go to a URL. `confirmed`: hosts, with a port if it isn't the usual one. */
export const isOwnHost = (url: string, confirmed: ReadonlySet<string>): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname } = new URL(url);
  return (protocol === "http:" || protocol === "https:") && (LOOPBACK.test(hostname) || confirmed.has(host));
};
