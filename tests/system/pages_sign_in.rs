//! Signing in with a browser: by password, out here and everywhere, in one language, and back to where one
//! was.

use luotsi_tests::{Browser, Person, Server, on_both};

use crate::walk::{HELSINKI, MONDAY, NETS, demo_at};

const COOKIE: &str = "__Host-luotsi";

fn password(person: &Person) -> &str {
    person
        .password
        .as_deref()
        .expect("whoever is in the demo has a password")
}

fn signed_in(demo: &Server, person: &Person) -> Browser {
    let mut browser = demo.browser();
    let page = browser.sign_in(&person.email, password(person));
    assert!(browser.cookies.contains_key(COOKIE), "{page}");
    browser
}

/// Whether this browser's cookie opens anything.
fn is_in(browser: &Browser) -> bool {
    let answer = browser.request("GET", "/account").send();
    assert!(matches!(answer.status, 200 | 303), "{answer}");
    answer.status == 200
}

on_both! {
    fn whoever_has_the_password_comes_in_with_a_cookie_that_only_this_host_gets(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let maija = demo.people().advisor(HELSINKI.name);
        let mut browser = demo.browser();
        let wrong = browser.sign_in(&maija.email, "something else entirely");
        assert_eq!((wrong.status, wrong.title().as_str()), (422, "Virhe: Kirjaudu · Luotsi"), "{wrong}");
        assert_eq!(wrong.value("email"), Some(maija.email.as_str()));
        assert!(!wrong.source.contains("something else"), "{wrong}");
        // An address that nobody has is answered in the same words.
        let nobody = demo.browser().sign_in("nobody@seniori-info.example", "something else entirely");
        assert_eq!((nobody.status, nobody.words().replace("nobody@seniori-info.example", &maija.email)), (422, wrong.words()));
        assert!(browser.cookies.is_empty());

        let answer = browser.send("/sign-in", &[("email", &maija.email), ("password", password(maija))]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{answer}");
        let cookie = answer.header("set-cookie").unwrap();
        let (name, attributes) = cookie.split_once('=').unwrap();
        assert_eq!(name, COOKIE);
        for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(attributes.split("; ").any(|one| one == attribute), "no {attribute} in {cookie}");
        }
        assert!(!attributes.contains("Domain") && !attributes.contains("Max-Age"), "{cookie}");
        let secret = attributes.split(';').next().unwrap();
        assert!(secret.len() >= 32, "{cookie}");
        assert!(is_in(&browser));
        // Signing in again begins another session; the secret is no name of the person.
        let again = signed_in(&demo, maija);
        assert_ne!(again.cookies[COOKIE], secret);
        demo.assert_keeps_secret([secret, again.cookies[COOKIE].as_str()]);
    }

    fn guessing_is_slowed_for_one_address_and_for_nobody_else(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let advisors = demo.people().at(HELSINKI.name, HELSINKI.desk, "advisor");
        let mut browser = demo.browser();
        for _ in 0..5 {
            assert_eq!(browser.sign_in(&advisors[0].email, "wrong as can be").status, 422);
        }
        let slowed = browser.sign_in(&advisors[0].email.to_uppercase(), password(advisors[0]));
        assert_eq!(slowed.status, 429, "{slowed}");
        assert!(slowed.words().contains("Yritä uudelleen 1 minuutin kuluttua."), "{slowed}");
        assert!(browser.cookies.is_empty());
        // Of an address that nobody has nothing else can be learnt.
        for _ in 0..5 {
            assert_eq!(browser.sign_in("nobody@seniori-info.example", "wrong as can be").status, 422);
        }
        assert_eq!(browser.sign_in("nobody@seniori-info.example", "wrong as can be").status, 429);
        assert!(is_in(&signed_in(&demo, advisors[1])));
    }

    fn signing_out_ends_this_session_and_everywhere_ends_all_of_hers(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let advisors = demo.people().at(HELSINKI.name, HELSINKI.desk, "advisor");
        let [mut desk, mut phone, tablet] = [(); 3].map(|()| signed_in(&demo, advisors[0]));
        let colleague = signed_in(&demo, advisors[1]);
        let stolen = desk.clone();
        desk.get("/account");
        let answer = desk.send("/sign-out", &[]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/sign-in")), "{answer}");
        assert_eq!(answer.header("clear-site-data"), Some("\"storage\""));
        assert!(!desk.cookies.contains_key(COOKIE));
        assert!(!is_in(&stolen) && is_in(&phone) && is_in(&tablet));
        // Whoever comes with what has ended is told so, and comes back to where she wanted to go.
        let mut ended = stolen;
        let page = ended.get("/account?x=1").expect(200);
        assert_eq!(page.path, "/sign-in?back=%2Faccount%3Fx%3D1&ended=1");
        assert!(page.words().contains("Istunto päättyi."), "{page}");
        let page = ended.press("Kirjaudu", &[("email", &advisors[0].email), ("password", password(advisors[0]))]);
        assert_eq!((page.status, page.path.as_str()), (200, "/account?x=1"));

        phone.get("/account");
        let page = phone.press("Kirjaudu ulos kaikkialta", &[]);
        assert_eq!((page.status, page.path.as_str()), (200, "/sign-in"));
        assert!(!is_in(&tablet) && !is_in(&ended) && is_in(&colleague));
        let gone = tablet.request("GET", "/api/v1/me").send();
        gone.expect_problem(401, "unauthenticated");
    }

    fn a_new_password_ends_every_other_session_and_the_old_password(engine: Engine) {
        const NEW: &str = "seitsemän sinistä venettä";
        let demo = demo_at(MONDAY).on(engine).start();
        let maija = demo.people().advisor(HELSINKI.name);
        let [mut desk, phone] = [(); 2].map(|()| signed_in(&demo, maija));
        let before = desk.cookies[COOKIE].clone();
        desk.get("/account");
        for (old, new, field) in [("not mine at all", NEW, "old"), (password(maija), "lyhyt yksi", "new")] {
            let page = desk.press("Vaihda", &[("old", old), ("new", new)]);
            assert_eq!(page.status, 422, "{page}");
            let link = format!("<a href=\"#{field}\">");
            assert!(page.source.contains(&link) && page.html.by_id(field).is_some(), "{page}");
            assert!(!page.source.contains(old) && !page.source.contains(new), "{page}");
        }
        let page = desk.press("Vaihda", &[("old", password(maija)), ("new", NEW)]);
        assert!(page.status == 200 && page.words().contains("Salasana on vaihdettu."), "{page}");
        assert_ne!(desk.cookies[COOKIE], before);
        assert!(is_in(&desk) && !is_in(&phone));
        assert_eq!(demo.browser().sign_in(&maija.email, password(maija)).status, 422);
        let mut again = demo.browser();
        again.sign_in(&maija.email, NEW);
        assert!(is_in(&again));
        demo.assert_keeps_secret([NEW, password(maija)]);
    }
}

#[test]
fn a_language_is_remembered_by_the_account_and_by_the_browser() {
    let demo = demo_at(MONDAY).start();
    let maija = demo.people().advisor(HELSINKI.name);
    // Nobody is in: the browser's wish, until another is chosen.
    let mut browser = demo.browser().that_accepts("en-GB,en;q=0.8");
    assert_eq!(browser.get("/sign-in").language(), Some("en"));
    let page = browser.press("På svenska", &[("email", &maija.email)]);
    assert_eq!((page.language(), page.status), (Some("sv"), 200));
    assert_eq!(page.value("email"), Some(maija.email.as_str()));
    assert_eq!(browser.get("/sign-in").language(), Some("sv"));
    assert_eq!(browser.get("/demo").language(), Some("sv"));
    // The page of whoever is in: hers.
    browser.sign_in(&maija.email, password(maija));
    let page = browser.get("/account");
    assert_eq!(page.language(), Some("fi"), "{page}");
    let page = browser.press("In English", &[]);
    assert_eq!((page.path.as_str(), page.language()), ("/account", Some("en")));
    assert_eq!(signed_in(&demo, maija).get("/account").language(), Some("en"));
    browser.press("Sign out", &[]);
    assert_eq!(browser.page().language(), Some("en"));
}

#[test]
fn nobody_is_led_away_after_signing_in() {
    let demo = demo_at(MONDAY).start();
    let maija = demo.people().advisor(HELSINKI.name);
    for (back, to) in [
        ("/account", "/account"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("account", "/"),
    ] {
        let mut browser = demo.browser();
        let fields = [
            ("email", maija.email.as_str()),
            ("password", password(maija)),
            ("back", back),
        ];
        let answer = browser.send("/sign-in", &fields);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some(to)),
            "{back:?}"
        );
        let fields = [("_language", "sv"), ("back", back)];
        let answer = browser.send("/language", &fields);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some(to)),
            "{back:?}"
        );
        let fields = [("step", "hour"), ("back", back)];
        let answer = browser.send("/demo/forward", &fields);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some(to)),
            "{back:?}"
        );
    }
    // The way back stands in the form as it is used.
    let page = demo.browser().get("/sign-in?back=https%3A%2F%2Fevil.example");
    assert_eq!(page.value("back"), Some("/"));
}

#[test]
fn every_page_has_the_headers_that_keep_others_out() {
    let demo = demo_at(MONDAY).start();
    let mut browser = demo.browser();
    let mut pages = vec![
        browser.get("/demo"),
        browser.get("/demo/mailbox"),
        browser.get("/sign-in"),
    ];
    pages.push(browser.get(&format!("/invitations/{}", "0".repeat(64))));
    browser.be(demo.people().advisor(HELSINKI.name));
    pages.push(browser.get("/account"));
    pages.push(browser.get("/referrals/0197f000-0000-7000-8000-000000000000"));
    pages.push(browser.post("/account/role", &[("csrf", "wrong")]));
    for page in pages {
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8"),
            "{page}"
        );
        let policy = page.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.split("; ").any(|one| one == part), "{part} of {policy}");
        }
        assert!(
            !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"),
            "{policy}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(page.header(name), Some(value), "{page}");
        }
    }
    // Style and script are kept for good: their addresses change with them.
    let page = browser.get("/account");
    let style = page
        .html
        .all("link")
        .find(|link| link.attribute("rel") == Some("stylesheet"))
        .unwrap();
    let script = page.html.first("script").unwrap();
    for address in [style.attribute("href").unwrap(), script.attribute("src").unwrap()] {
        let answer = browser.request("GET", address).send();
        let kept = answer.header("cache-control").unwrap();
        assert!(
            answer.status == 200 && kept.contains("immutable"),
            "{address}: {kept}"
        );
    }
}

#[test]
fn everybody_of_the_demo_can_be_and_can_sign_in() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        for role in ["advisor", "worker", "lead", "coordinator"] {
            for person in demo.people().of_role(net.name, role) {
                let mut browser = demo.browser();
                browser.be(person);
                let page = browser.get("/account");
                assert!(page.words().contains(&person.name), "{page}");
            }
        }
    }
    let never = demo
        .browser()
        .send("/demo/be", &[("person", "0197f000-0000-7000-8000-000000000000")]);
    assert_eq!((never.status, never.header("set-cookie")), (404, None));
}
