/** An app as it presents itself to users: its logo, name, publisher and links. */
import { Host, Logo, Name, SafeLink } from "./foreign.tsx";

export interface App {
  readonly name: string;
  /** A path of this server. */
  readonly logo?: string | undefined;
  readonly publisher?: string | undefined;
  /** The host of its document, which is all that is known of it for sure. */
  readonly from?: string | undefined;
  /** https URLs. */
  readonly home?: string | undefined;
  readonly terms?: string | undefined;
  readonly privacy?: string | undefined;
}

/** The logo beside its publisher and home page. Nothing, if the app says neither. */
export function AppIdentity({ app: { logo, publisher, from, home } }: { app: App }) {
  if ([logo, publisher, from, home].every((one) => one === undefined)) return null;
  return (
    <div class="app">
      <Logo src={logo} size={48} />
      <div>
        {from !== undefined && (
          <p>
            An app of <Host>{from}</Host>
          </p>
        )}
        {publisher !== undefined && (
          <p>
            Published by <Name>{publisher}</Name>
          </p>
        )}
        {home !== undefined && (
          <p>
            <SafeLink to={home}>
              <Host>{URL.canParse(home) ? new URL(home).host : home}</Host>
            </SafeLink>
          </p>
        )}
      </div>
    </div>
  );
}

/** What the app says about terms and privacy. */
export function AppLinks({ app: { name, terms, privacy } }: { app: App }) {
  const links = [
    ["terms of service", terms],
    ["privacy policy", privacy],
  ].filter((link): link is [string, string] => link[1] !== undefined);
  if (links.length === 0) return null;
  return (
    <p class="note">
      <Name>{name}</Name>:{" "}
      {links.map(([label, url], at) => (
        <>
          {at > 0 && " · "}
          <SafeLink to={url}>{label}</SafeLink>
        </>
      ))}
    </p>
  );
}
