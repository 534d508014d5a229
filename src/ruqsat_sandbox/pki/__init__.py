"""The sandbox's certification authority: certificates, their status, revocation lists, time stamps."""
