"""The verifiable log: entries, Merkle tree, checkpoints, proofs, verification."""
