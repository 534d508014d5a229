"""Ways of signing, one module for each family; `ruqsat.eds.algorithms` says which are accepted."""
