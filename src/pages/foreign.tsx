/** Values that strangers chose: names, hosts and URLs, shown so that they cannot pose as anything else. */
import type { ComponentChildren } from "preact";

/** Control characters, and those that turn the direction of the text around them. */
const DECEPTIVE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** At most this many characters of a name: what the page itself says must stay in view. */
const LONGEST_NAME = 64;

function plain(text: string): string {
  return text.replace(DECEPTIVE, " ").trim();
}

/** A name that its owner chose. Isolated, so that right-to-left text does not reorder the sentence. */
export function Name({ children }: { children: string }) {
  const characters = [...plain(children)];
  const short =
    characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join("")}…` : characters.join("");
  return <bdi class="name">{short}</bdi>;
}

/** A host or a URL in full: what matters may be at its end. */
export function Host({ children }: { children: string }) {
  return (
    <bdi class="host" dir="ltr">
      {plain(children)}
    </bdi>
  );
}

/** The URL if a browser may be sent there: http, https, or a path on this server. Never `javascript:` or the like. */
export function safeAddress(text: string): string | undefined {
  if (/^\/(?![/\\])/.test(text) && !/[\p{Cc}]/u.test(text)) return text;
  if (!URL.canParse(text)) return undefined;
  const { protocol } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? text : undefined;
}

/** A path of this server; `undefined` for everything else. */
export const ownPath = (text: string | undefined): string | undefined =>
  text?.startsWith("/") === true ? safeAddress(text) : undefined;

/** An image that isn't saved yet, in the page itself. */
const UNSAVED = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** An image of this server. What it shows is beside it in words. */
export function Logo({ src, size }: { src: string | undefined; size: number }) {
  const path = src !== undefined && UNSAVED.test(src) ? src : ownPath(src);
  return path === undefined ? null : <img class="logo" src={path} alt="" width={size} height={size} />;
}

/** A link if the URL is safe, otherwise its text alone. */
export function SafeLink({ to, children }: { to: string; children: ComponentChildren }) {
  const href = safeAddress(to);
  return href === undefined ? <span>{children}</span> : <a href={href}>{children}</a>;
}
