//! What a setting's text must be, and what to write instead where it is not.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

/// Reads an address to listen on.
pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "write an address and a port, such as 127.0.0.1:8080 or [::1]:8080")
}

/// Reads a public URL: https, or anything on this machine.
pub(super) fn public(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(text).map_err(|_| "write a whole address, such as https://luotsi.example.org")?;
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err("write a whole address, such as https://luotsi.example.org"),
    };
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() {
        return Err("give the address alone, without a path, a user or anything behind it");
    }
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        _ => {
            return Err(
                "people's data would cross the network in clear; the address must begin with https://",
            );
        }
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Reads addresses or networks of proxies, separated by commas.
pub(super) fn proxies(text: &str) -> Result<(), String> {
    for one in text.split(',').map(str::trim) {
        let (address, bits) = one
            .split_once('/')
            .map_or((one, None), |(address, bits)| (address, Some(bits)));
        let most = address
            .parse::<IpAddr>()
            .ok()
            .map(|address| if address.is_ipv4() { 32 } else { 128_u8 });
        let fits = |bits: Option<&str>, most| {
            bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
        };
        if !most.is_some_and(|most| fits(bits, most)) {
            return Err(format!(
                "{one} is neither an address nor a network such as 10.0.0.0/8"
            ));
        }
    }
    Ok(())
}
