"""Photos of shops, told by outline, skin and gradients of what stands before a plain ground."""
