"""Reproducible values from row keys: the hash generator of the replicate weights (FNV-1a and splitmix64)."""

MASK = 2**64 - 1


def fnv1a(key):
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = (value ^ byte) * 0x100000001B3 & MASK
    return value


def mix(x):
    x = x + 0x9E3779B97F4A7C15 & MASK
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


def uniform(seed, key, b):
    """A multiple of 2^-53 in [0, 1), exact as a double."""
    return (mix(mix(seed ^ fnv1a(key)) ^ mix(b)) >> 11) * 2.0**-53
