/** Words of the step from the callback to the tokens: what fails there was refused by the token endpoint, and was about a code. */

/** What libraries write or call there, and nowhere else. */
const CALLS =
  /\bcallback phase\b|\binvalid_credentials: OAuth2::Error\b|\berror redeeming code\b|\bfailed to obtain access token\b|\bCODE_TO_TOKEN\w*|\bexchange_?code\w*\s?\(|\bauthorize_access_token\b|\bfetchAccessTokenWithAuthCode\b|\bacquire_?token_?by_?(?:authorization_?)?code\w*|\bauthorizationCodeGrant\b|\berror while exchanging authorization code\b/i;

/** How developers speak of it. */
const SPOKEN =
  /\b(?:exchang|redeem|swap)\w*\b[^\n.]{0,40}\b(?:the |that |this |an? |my )(?:\w+ )?code\b|\b(?:exchang|redeem|swap)\w* (?:\w+ )?code\b|\bcode (?:exchange|for (?:an? |the )?(?:access |id )?[ _]?tokens?|to token)\b/i;

const MOST = 20_000;

/** Whether a text is about the redemption of a code. */
export const isOfRedemption = (text: string): boolean => {
  const start = text.slice(0, MOST);
  return CALLS.test(start) || SPOKEN.test(start);
};
