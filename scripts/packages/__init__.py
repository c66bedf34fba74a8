"""What scripts/package, scripts/sbom and scripts/release share."""
