#!/bin/sh
# Apache in the foreground, with one folder behind the module and a page in it that greets the user.
set -e
modules=/usr/lib/apache2/modules
mkdir -p "$HOME/site/secure"
echo 'My application' > "$HOME/site/index.html"
echo 'Signed in as <!--#echo var="OIDC_CLAIM_name" -->' > "$HOME/site/secure/index.shtml"
# Started by root it becomes another user, who must be able to read its folder.
chmod 755 "$HOME"
cat > "$HOME/apache.conf" <<CONF
User www-data
Group www-data
ServerRoot "$HOME"
ServerName localhost
Listen 127.0.0.1:$PORT
Listen [::1]:$PORT
PidFile "$HOME/apache.pid"
ErrorLog "|/bin/cat"
LogLevel warn
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule authz_user_module $modules/mod_authz_user.so
LoadModule authn_core_module $modules/mod_authn_core.so
LoadModule dir_module $modules/mod_dir.so
LoadModule mime_module $modules/mod_mime.so
LoadModule filter_module $modules/mod_filter.so
LoadModule include_module $modules/mod_include.so
LoadModule auth_openidc_module $modules/mod_auth_openidc.so
TypesConfig /etc/mime.types
AddType text/html .shtml
AddOutputFilter INCLUDES .shtml
DocumentRoot "$HOME/site"
DirectoryIndex index.html index.shtml
OIDCProviderMetadataURL $ISSUER/.well-known/openid-configuration
OIDCClientID $CLIENT_ID
OIDCClientSecret $CLIENT_SECRET
OIDCRedirectURI $REDIRECT_URI
OIDCScope "$SCOPE"
OIDCCryptoPassphrase a-passphrase-for-cookies
${SWITCHED:+OIDCPKCEMethod S256}
<Directory "$HOME/site">
  Options +Includes
  Require all granted
</Directory>
<Location /secure>
  AuthType openid-connect
  Require valid-user
</Location>
CONF
exec apache2 -D FOREGROUND -f "$HOME/apache.conf"
