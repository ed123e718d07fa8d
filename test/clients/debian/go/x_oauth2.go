package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"golang.org/x/oauth2"
)

func main() {
	issuer := os.Getenv("ISSUER")
	config := &oauth2.Config{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		RedirectURL:  os.Getenv("REDIRECT_URI"),
		Scopes:       []string{os.Getenv("SCOPE")},
		Endpoint:     oauth2.Endpoint{AuthURL: issuer + "/authorize", TokenURL: issuer + "/token"},
	}
	var begin, redeem []oauth2.AuthCodeOption
	if os.Getenv("SWITCHED") != "" {
		random := make([]byte, 32)
		rand.Read(random)
		verifier := base64.RawURLEncoding.EncodeToString(random)
		hash := sha256.Sum256([]byte(verifier))
		begin = append(begin,
			oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(hash[:])),
			oauth2.SetAuthURLParam("code_challenge_method", "S256"))
		redeem = append(redeem, oauth2.SetAuthURLParam("code_verifier", verifier))
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "My application") })
	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, config.AuthCodeURL("state", begin...), http.StatusFound)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		if code := r.FormValue("error"); code != "" {
			log.Print("authorization failed: ", code)
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
			return
		}
		token, err := config.Exchange(r.Context(), r.FormValue("code"), redeem...)
		if err != nil {
			log.Print(err)
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
			return
		}
		response, err := config.Client(r.Context(), token).Get(issuer + "/userinfo")
		if err != nil {
			log.Print(err)
			return
		}
		defer response.Body.Close()
		var user struct{ Name string }
		json.NewDecoder(response.Body).Decode(&user)
		fmt.Fprint(w, "Signed in as ", user.Name)
	})
	log.Fatal(http.ListenAndServe("localhost:"+os.Getenv("PORT"), nil))
}
