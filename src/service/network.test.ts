import { describe, expect, it } from "vitest";
import { post } from "../../test/catalogue/samples.ts";
import { networkOf, originOf, prefixOf } from "./network.ts";

describe("the network that failures are counted by", () => {
  it.each<[address: string, network: string]>([
    ["192.0.2.7", "192.0.2.7"],
    ["192.0.2.7:4711", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::ffff:c000:207", "192.0.2.7"],
    ["2001:db8:1:22ff:3:4:5:6", "20010db8000122"],
    ["2001:db8:1:2200::", "20010db8000122"],
    ["2001:db8:1:2300::", "20010db8000123"],
    ["2001:0db8:0001:2200:0:0:0:1", "20010db8000122"],
    ["::2", "00000000000000"],
    ["1:2::", "00010002000000"],
    ["::3:4:5:6:7:8", "00000000000300"],
    // Whoever makes up what isn't an IP address shares one count with all who do.
    ["", "no IP address"],
    ["unknown", "no IP address"],
    // An odd way of writing an IP address does not make a fresh count of it.
    ["0:0:0:0:0:ffff:192.0.2.7", "00000000000000"],
    ["0::ffff:c000:207", "192.0.2.7"],
    ["192.0.2", "no IP address"],
    ["2001:db8", "no IP address"],
    ["_obfuscated", "no IP address"],
  ])("%j is %j", (address, network) => expect(networkOf(address)).toBe(network));
});

describe("the neighborhood of an IP address", () => {
  it.each<[address: string | undefined, prefix: string | undefined]>([
    ["192.0.2.7", "192.0.2.0/24"],
    ["192.0.2.255:4711", "192.0.2.0/24"],
    ["::ffff:192.0.2.7", "192.0.2.0/24"],
    ["::ffff:c000:207", "192.0.2.0/24"],
    ["0:0:0:0:0:FFFF:C000:0207", "192.0.2.0/24"],
    ["[::ffff:c000:207]:443", "192.0.2.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:0db8:0001::/48"],
    ["[2001:DB8:1::1]:443", "2001:0db8:0001::/48"],
    ["::1", "0000:0000:0000::/48"],
    ["::fffe:c000:207", "0000:0000:0000::/48"],
    ["1::2", "0001:0000:0000::/48"],
    ["::3:4:5:6:7:8", "0000:0000:0003::/48"],
    [undefined, undefined],
    ["", undefined],
    ["unknown", undefined],
    ["192.0.2", undefined],
    ["a secret that somebody put there", undefined],
  ])("%j is %j", (address, prefix) => expect(prefixOf(address)).toBe(prefix));
});

describe("where a request came from", () => {
  const from = (address?: string, userAgent?: string) => originOf(post("", { address, userAgent }));

  it("is described by the network and a thumbprint of the user agent, and by nothing else", () => {
    const origin = from("192.0.2.7", "Mozilla/5.0 (a browser)");
    expect(origin).toEqual({ agent: expect.stringMatching(/^[\w-]{8}$/), network: "192.0.2.0/24" });
    expect(from("192.0.2.8", "Mozilla/5.0 (a browser)")).toEqual(origin);
    expect(from("192.0.2.7", "curl/8").agent).not.toBe(origin.agent);
    expect(from("198.51.100.7", "Mozilla/5.0 (a browser)").network).toBe("198.51.100.0/24");
  });

  it("is left open if the host gives no information", () => {
    expect(from()).toEqual({ agent: undefined, network: undefined });
    expect(from("unknown", "").network).toBeUndefined();
  });
});
